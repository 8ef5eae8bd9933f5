"""Tests of the runtime, each against real worker processes where there are any."""
