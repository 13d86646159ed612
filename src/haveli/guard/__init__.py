"""What must hold before anything is applied: rules about permissions, policy and cost. Pure."""
