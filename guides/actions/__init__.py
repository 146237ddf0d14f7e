"""Every change to courses and training: one function each, called by screens, jobs and tests."""
