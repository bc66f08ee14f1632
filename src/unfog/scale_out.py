"""`python -m unfog.scale_out INPUT… --out FOLDER [--store FILE]`: a run over Spark, on this machine or on a cluster.

Started by `spark-submit` it uses the cluster that this names; `--master` is for trying it out. See docs/guide/scale-out.md.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from unfog import runs
from unfog.config import Config
from unfog.knowledge import Knowledge, own_folder
from unfog.pipeline import PIPELINE
from unfog.store import Store

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def local_session(master: str | None = None, paths: Sequence[str] = ()) -> SparkSession:
    """A session whose workers run this very Python; `paths` are folders whose modules they need besides."""
    from pyspark.sql import SparkSession  # noqa: PLC0415  an extra

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else workers take the system's Python, which knows no unfog
    if paths:
        os.environ["PYTHONPATH"] = os.pathsep.join([*paths, *filter(None, [os.environ.get("PYTHONPATH")])])
    builder = SparkSession.builder.appName("unfog").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "4")
    return (builder.master(master) if master else builder).getOrCreate()


def read(session: SparkSession, inputs: Sequence[str], *, folder: str, store: Store | None, config: Config) -> None:
    """From inputs to events: lines of every stage in `folder`, and all rows in a store where one is given."""
    from unfog.engines.spark import Spark  # noqa: PLC0415  an extra

    knowledge = Knowledge(own=own_folder(store.path) if store else None)
    engine = Spark(session, folder, knowledge, config)
    engine.take_in(inputs, config)
    for stage in PIPELINE:
        engine.run(stage)
    if store:
        this = runs.begin(knowledge, inputs)
        runs.record(store, this)
        engine.save(store, PIPELINE, this.id)


@click.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("--out", required=True, help="Folder for the Parquet of every stage: any path that all machines see.")
@click.option("--store", type=click.Path(dir_okay=False), help="Also a store for the other verbs, written by the driver.")
@click.option("--master", help="Such as local[2,4]; left out under spark-submit. local[N] without a second number fails with a worker.")
@click.option("--gate/--no-gate", default=True, show_default=True, help="Set articles about no armed conflict aside unread.")
def main(inputs: tuple[str, ...], out: str, store: str | None, master: str | None, gate: bool) -> None:
    """Read INPUTS over Spark, one task a file."""
    session = local_session(master)
    read(session, inputs, folder=out, store=Store(store) if store else None, config=Config(workers=1, gate=gate))
    session.stop()


if __name__ == "__main__":
    main()
