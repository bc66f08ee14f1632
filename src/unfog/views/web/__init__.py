"""The local web application on a store: a JSON interface, and the page that is drawn from it."""

from unfog.views.web.application import application
from unfog.views.web.desk import Desk
from unfog.views.web.guard import Rules
from unfog.views.web.jobs import Jobs

__all__ = ["Desk", "Jobs", "Rules", "application"]
