"""Lists for the benchmark's MkDocs site, which has none of its own: front matter gathered before pages are rendered."""

import json
from collections import defaultdict
from pathlib import Path


def on_env(env, config, files):
    tracker = json.loads((Path(config.config_file_path).parent / "tracker.json").read_text(encoding="utf-8"))
    pages = [file.page for file in files.documentation_pages() if file.page and "policy_id" in file.page.meta]
    pages.sort(key=lambda page: (str(page.meta["date"]), page.meta["policy_id"]), reverse=True)
    by_province = defaultdict(list)
    for page in pages:
        by_province[page.meta["province"]].append(page)
    rows = []
    for province in sorted(by_province):
        sums = dict.fromkeys(tracker["metrics"], 0)
        for page in by_province[province]:
            for target in page.meta["targets"]:
                sums[target["metric"]] += target["number"]
        rows.append({"id": province, "count": len(by_province[province]), "sums": sums})
    env.globals.update(tracker=tracker, policies=pages, by_province=by_province, rows=rows)
    return env
