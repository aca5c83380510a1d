"""The engines that come with the program. Each is loaded through its entry point, never by import."""
