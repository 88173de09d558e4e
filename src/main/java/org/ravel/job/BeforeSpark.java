package org.ravel.job;

import java.util.Optional;
import org.ravel.error.ExitCode;

/** A command that is checked, or done, in a small Java machine before Spark is started. */
interface BeforeSpark {
  /**
   * Does what needs no Spark.
   *
   * @param options those of spark-submit
   * @return how the command ends; empty if the rest needs Spark
   * @throws org.ravel.error.RavelException if the command must be refused
   */
  Optional<ExitCode> beforeSpark(SparkOptions options) throws Exception;
}
