"""Words that come first in a brief: title, standfirst and key figures."""
