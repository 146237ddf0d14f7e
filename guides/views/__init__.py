"""The screens of guides and trainers."""
