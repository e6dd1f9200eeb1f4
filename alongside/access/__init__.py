"""Who may do what, where: roles, permissions and one question, `actor.can(permission, at=scope)`."""
