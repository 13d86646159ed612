"""Looking at what runs, and acting on it: clusters as EMR shows them, and the one screen for the platform."""
