"""The engines that come with the house. Each is reached through its entry point, never by import."""
