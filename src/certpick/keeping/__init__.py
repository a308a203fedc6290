"""What a keeper of a catalogue needs: what is wrong in it, what changed, and what still stands."""
