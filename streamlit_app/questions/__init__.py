"""What the pages ask: one function a question, SQL on one release, a frame back."""
