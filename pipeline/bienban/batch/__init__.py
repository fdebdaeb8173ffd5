"""Many documents: plan what is there, work on what is new, report what came of it."""
