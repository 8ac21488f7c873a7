"""Facebook Messenger: a page's talks over Meta's Graph API."""
