"""The demonstration cycle: invented people, one meeting, one call, reports; built by the portal's own actions."""
