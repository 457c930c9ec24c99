"""A browser for the tests: it opens a page and follows its redirects, without a user."""

import sys
import urllib.request

urllib.request.urlopen(sys.argv[1], timeout=30).close()
