"""Theme rules × text → assignments with quoted evidence; pure."""
