"""The screens of initiatives, applications and casework."""
