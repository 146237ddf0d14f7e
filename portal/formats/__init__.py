"""How dates are typed in the editors' admin, in each of its languages."""
