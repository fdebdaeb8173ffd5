"""Many documents: plan, work, report."""
