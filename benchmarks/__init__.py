"""Generated repositories go in; ratios between alignctl and named peers, measured in the same run, come out."""
