"""Pages of HTML that load nothing and run nothing: one stylesheet, one way to mark a text.

Other rooms have templates of their own and extend `base.html`; every value is escaped.
"""
