"""What guides type on their screens, read into plain values."""
