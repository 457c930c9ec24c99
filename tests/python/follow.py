"""A browser whose user has nothing to decide: it opens a page, and goes where that sends it."""

import sys
import urllib.request

urllib.request.urlopen(sys.argv[1], timeout=30).close()
