"""The course: twenty lectures, their sections and topics, and the lesson texts."""
