"""Running an installation: is it well, what does it count, and how is it kept safe."""
