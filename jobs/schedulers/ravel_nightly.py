"""Airflow: new text becomes a new model every night, which replaces the champion if it may.

Needs apache-airflow (2.4 or later) and apache-airflow-providers-apache-spark, and a Spark connection
whose extra says where the driver runs, such as {"deploy-mode": "cluster"}. What is to be set stands
in `params`; a run may be triggered with others.

The run id is the night's date, so a task that is retried goes on where it was. With
--zero-if-decided it succeeds whatever was decided, also when there was no new text; it fails when
something failed, or when another run holds the lock, and is retried then.
"""

from datetime import datetime, timedelta, timezone

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

with DAG(
    dag_id="ravel_nightly",
    description="New text becomes a new model, every night",
    schedule="0 2 * * *",
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    # One night after the other: the second of two at once would find the lock taken.
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=10)},
    params={
        "jar": "hdfs:///apps/ravel/ravel.jar",
        "conf": "hdfs:///apps/ravel/books.conf",
        "input": "hdfs:///corpora/books",
        "output": "hdfs:///ravel/books",
    },
) as dag:

    SparkSubmitOperator(
        task_id="retrain",
        conn_id="spark_default",
        application="{{ params.jar }}",
        java_class="org.ravel.job.Main",
        name="ravel retrain {{ ds }}",
        num_executors=8,
        executor_cores=1,
        executor_memory="4g",
        driver_memory="4g",
        # The networks lie outside the Java heap.
        conf={"spark.executor.memoryOverhead": "2g", "spark.driver.memoryOverhead": "2g"},
        # With Kerberos: principal="USER@REALM", keytab="/etc/security/keytabs/USER.keytab"
        application_args=[
            "retrain",
            "--run-id",
            "{{ ds }}",
            "--zero-if-decided",
            "--conf",
            "{{ params.conf }}",
            "--set",
            "corpus.input={{ params.input }}",
            "--set",
            "output={{ params.output }}",
        ],
    )
