"""Airflow: the nightly chain prepare -> train -> evaluate, each into the folder of its night.

Needs apache-airflow (2.4 or later) and apache-airflow-providers-apache-spark, and a Spark connection
whose extra says where the driver runs, such as {"deploy-mode": "cluster"}. What is to be set stands
in `params`; a run may be triggered with others.

A task that is retried goes on: prepare and evaluate replace what they made, train continues from its
last checkpoint.
"""

from datetime import datetime, timedelta, timezone

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

with DAG(
    dag_id="ravel_nightly",
    description="Shards, a model and its report, every night",
    schedule="0 2 * * *",
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    # Two nights at once would share the cluster, not the work.
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=10)},
    params={
        "jar": "hdfs:///apps/ravel/ravel.jar",
        "conf": "hdfs:///apps/ravel/books.conf",
        "input": "hdfs:///corpora/books",
        "output": "hdfs:///ravel/nightly",
    },
) as dag:

    def ravel(command, *options):
        """A task that runs one of Ravel's commands."""
        return SparkSubmitOperator(
            task_id=command,
            conn_id="spark_default",
            application="{{ params.jar }}",
            java_class="org.ravel.job.Main",
            name="ravel " + command + " {{ ds }}",
            num_executors=8,
            executor_cores=1,
            executor_memory="4g",
            driver_memory="4g",
            # The networks lie outside the Java heap.
            conf={"spark.executor.memoryOverhead": "2g", "spark.driver.memoryOverhead": "2g"},
            # With Kerberos: principal="USER@REALM", keytab="/etc/security/keytabs/USER.keytab"
            application_args=[
                command,
                *options,
                "--conf",
                "{{ params.conf }}",
                "--set",
                "corpus.input={{ params.input }}",
                "--set",
                "output={{ params.output }}/{{ ds }}",
            ],
        )

    ravel("prepare", "--overwrite") >> ravel("train") >> ravel("evaluate", "--overwrite")
