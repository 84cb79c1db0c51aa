"""Pages: which pages a site has, where they stand, and what each of them shows.

Owns routes, views and the plan of the site. Every view is a pure function of the library, the day and the
language. Refuses markup (that is the templates') and bytes (that is the renderer's).
"""

from policygen.site.pages.plan import Page, SitePlan, plan_site

__all__ = ["Page", "SitePlan", "plan_site"]
