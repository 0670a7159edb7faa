"""The board of a class: announcements, materials, photos, and what each learner thinks of the day."""
