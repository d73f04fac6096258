"""Trains implicit ALS with Spark MLlib and leaves the factors of the movies in files.

    python als.py REQUEST.json

The request (written by jobs/src/training/spark/spark-request.ts):

    ratings      {"kind": "file", "path": CSV}: user,movie,level, no header; or
                 {"kind": "postgres", "url": JDBC, "user", "password", "excluded": [user ids], "partitions": n}
    shares       for each of the 256 levels the share by which it is liked, or null for a dislike: see Rows below
    rank, alpha, regularization, iterations, seed     the parameters of pyspark.ml.recommendation.ALS
    people       user ids whose factors are wanted too, to check the folding in of people against
    out          folder for the answer

The answer: movies.i32 (ids), movies.f32 (ids x rank, row-major), people.i32, people.f32, all little-endian, and summary.json.
On the standard output stand lines of JSON, {"share": 0 to 1, "step": what is being done}; Spark's own log goes to the
standard error. The process ends when its standard input does, so that it never outlives the job that started it.

Levels. A rating's level is its distance from the person's own mean, in steps of 0.04 stars around 128; the person's mean is
mixed with two ratings at the mean of all (recommender/src/sparse-level.ts computes the same).

Rows. A rating that is liked by the share s becomes two rows, s and s - 1, a dislike the one row -1. Spark gives each row the
confidence alpha |r|, and aims those above 0 at 1: together they weigh alpha, whatever is liked how much
(recommender/src/als-spark-form.ts says why).
"""

import json
import os
import sys
import threading
import time
from array import array

STARS_TO_STEPS = 25
ZERO = 128
PRIOR = 2


def say(share, step):
    print(json.dumps({"share": share, "step": step}), flush=True)


def end_with_parent():
    """Waits for the end of the standard input, then ends this process, and with it Spark's."""
    while os.read(0, 4096):
        pass
    os._exit(1)


def levels_from_file(spark, of):
    return spark.read.csv(of["path"], schema="user INT, movie INT, level INT")


def levels_from_postgres(spark, of):
    """Reads in parallel, by ranges of user ids; the connections do not share a snapshot."""
    from pyspark.sql import functions as F

    def read(table, **options):
        reader = spark.read.format("jdbc").option("url", of["url"]).option("dbtable", table)
        for name, value in {"user": of["user"], "password": of["password"], **options}.items():
            reader = reader.option(name, value)
        return reader.option("driver", "org.postgresql.Driver").option("fetchsize", 50_000).load()

    bounds = read("(SELECT min(user_id) AS low, max(user_id) AS high FROM ratings) AS bounds").first()
    rated = read(
        "(SELECT r.user_id AS user, r.movie_id AS movie, r.half_stars / 2.0::float8 AS stars FROM ratings r "
        "WHERE NOT EXISTS (SELECT FROM users u WHERE u.id = r.user_id AND u.disabled)) AS rated",
        partitionColumn="user",
        lowerBound=bounds.low or 0,
        upperBound=(bounds.high or 0) + 1,
        numPartitions=of["partitions"],
    )
    rated = rated.where(~F.col("user").isin(of["excluded"])).cache()
    mean = rated.agg(F.avg("stars")).first()[0]
    means = rated.groupBy("user").agg(
        ((F.sum("stars") + PRIOR * mean) / (F.count("*") + PRIOR)).cast("float").cast("double").alias("mean")
    )
    level = F.floor((F.col("stars") - F.col("mean")) * STARS_TO_STEPS + 0.5) + ZERO
    return rated.join(means, "user").select(
        "user", "movie", F.greatest(F.lit(0), F.least(F.lit(255), level)).cast("int").alias("level")
    )


def rows_of(spark, levels, shares):
    """user, movie, r: one or two rows a rating."""
    from pyspark.sql import functions as F

    table = [
        (level, rating)
        for level, share in enumerate(shares)
        for rating in ([-1.0] if share is None else [float(share), share - 1.0])
        if rating != 0
    ]
    ratings = spark.createDataFrame(table, "level INT, rating FLOAT")
    return levels.join(F.broadcast(ratings), "level").select("user", "movie", "rating")


def watch(context, group, jobs, stop):
    """Turns the count of Spark's jobs into progress."""
    tracker = context.statusTracker()
    seen = 0
    while not stop.wait(0.5):
        done = len(tracker.getJobIdsForGroup(group))
        if done == seen:
            continue
        seen = done
        say(0.15 + 0.75 * min(1, done / jobs), f"Spark trains als (job {done})")


def write_factors(folder, name, factors, rank):
    """Writes (id, features) rows; one partition at a time is in memory. Returns how many there were."""
    with open(os.path.join(folder, f"{name}.i32"), "wb") as ids, open(
        os.path.join(folder, f"{name}.f32"), "wb"
    ) as values:
        count = 0
        for row in factors.toLocalIterator():
            little_endian(array("i", [row.id])).tofile(ids)
            little_endian(array("f", row.features[:rank])).tofile(values)
            count += 1
    return count


def little_endian(numbers):
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def peak_megabytes(pid):
    """The most memory that a process of this machine has held; 0 where that is not told."""
    try:
        with open(f"/proc/{pid}/status") as status:
            lines = dict(line.split(":", 1) for line in status if ":" in line)
        return int(lines["VmHWM"].split()[0]) // 1024
    except (OSError, KeyError):
        return 0


def main(request):
    from pyspark.ml.recommendation import ALS
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as F

    started = time.monotonic()
    say(0, "starting Spark")
    spark = SparkSession.builder.appName("Marquee ALS").getOrCreate()
    context = spark.sparkContext
    context.setLogLevel("WARN")
    ready = time.monotonic()
    say(0.05, "Spark reads the ratings")
    source = request["ratings"]
    read = levels_from_file if source["kind"] == "file" else levels_from_postgres
    rows = rows_of(spark, read(spark, source), request["shares"]).cache()
    count = rows.count()
    say(0.15, "Spark trains als")
    als = ALS(
        userCol="user",
        itemCol="movie",
        ratingCol="rating",
        implicitPrefs=True,
        rank=request["rank"],
        alpha=request["alpha"],
        regParam=request["regularization"],
        maxIter=request["iterations"],
        seed=request["seed"],
        numUserBlocks=max(4, context.defaultParallelism),
        numItemBlocks=max(4, context.defaultParallelism),
    )
    counted = time.monotonic()
    stop = threading.Event()
    context.setJobGroup("als", "Marquee ALS")
    # One job for each half-step, and a few around them.
    jobs = 2 * request["iterations"] + 5
    watcher = threading.Thread(target=watch, args=(context, "als", jobs, stop), daemon=True)
    watcher.start()
    model = als.fit(rows)
    stop.set()
    watcher.join()
    fitted = time.monotonic()
    say(0.9, "Spark hands the factors over")
    movies = write_factors(request["out"], "movies", model.itemFactors, request["rank"])
    wanted = model.userFactors.where(F.col("id").isin(request["people"]))
    write_factors(request["out"], "people", wanted, request["rank"])
    summary = {
        "version": spark.version,
        "master": context.master,
        "rows": count,
        "movies": movies,
        "secondsToStart": ready - started,
        "secondsToRead": counted - ready,
        "secondsToTrain": fitted - counted,
        "secondsToAnswer": time.monotonic() - fitted,
        "peakMegabytes": peak_megabytes(spark._jvm.java.lang.ProcessHandle.current().pid()),
    }
    with open(os.path.join(request["out"], "summary.json"), "w") as file:
        json.dump(summary, file)
    spark.stop()
    say(1, "Spark is done")


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    with open(sys.argv[1]) as file:
        main(json.load(file))
