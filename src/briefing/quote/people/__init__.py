"""Who is who in an article: names, descriptions and pronouns as entities, and who was heard lately."""
