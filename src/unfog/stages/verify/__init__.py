"""Events become assessments."""
