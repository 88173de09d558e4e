package org.ravel.training;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.function.DoubleSupplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;
import org.ravel.network.Network;
import org.ravel.training.checkpoint.Progress;
import org.ravel.training.round.DriverTraffic;
import org.ravel.training.round.RoundTiming;

/**
 * The training's figures among Spark's own metrics on the driver, for as long as it is open;
 * whatever sinks Spark is configured with show them. What is not known yet is NaN.
 */
final class TrainingGauges implements TrainingEvents, Source, AutoCloseable {
  private final MetricRegistry registry = new MetricRegistry();
  private final MetricsSystem metrics;
  private final TrainingEvents events;
  private volatile double round;
  private volatile double epoch;
  private volatile double loss = Double.NaN;
  private volatile double tokensPerSecond = Double.NaN;
  private volatile DriverTraffic driver;
  private volatile double validationLoss = Double.NaN;
  private volatile double bestValidationLoss;

  private TrainingGauges(MetricsSystem metrics, Progress from, TrainingEvents events) {
    this.metrics = metrics;
    this.events = events;
    this.round = from.rounds();
    this.epoch = from.epochs();
    this.bestValidationLoss = from.bestLoss() == null ? Double.NaN : from.bestLoss();
    gauge("round", () -> round);
    gauge("epoch", () -> epoch);
    gauge("loss", () -> loss);
    gauge("tokensPerSecond", () -> tokensPerSecond);
    gauge("driverSentBytes", () -> driver == null ? Double.NaN : driver.sent());
    gauge("driverReceivedBytes", () -> driver == null ? Double.NaN : driver.received());
    gauge("driverSeconds", () -> driver == null ? Double.NaN : driver.seconds());
    gauge("validationLoss", () -> validationLoss);
    gauge("bestValidationLoss", () -> bestValidationLoss);
  }

  private void gauge(String name, DoubleSupplier value) {
    registry.register(name, (Gauge<Double>) value::getAsDouble);
  }

  /**
   * Publishes what a training tells.
   *
   * @param from where it begins
   * @param events hears all of it as well
   */
  static TrainingGauges open(Progress from, TrainingEvents events) {
    TrainingGauges gauges = new TrainingGauges(SparkEnv.get().metricsSystem(), from, events);
    gauges.metrics.registerSource(gauges);
    return gauges;
  }

  @Override
  public String sourceName() {
    return "ravel";
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }

  @Override
  public void begun(Begun begun) {
    events.begun(begun);
  }

  @Override
  public void round(Round done) {
    round = done.round();
    epoch = done.epoch();
    loss = done.loss();
    tokensPerSecond = done.tokensPerSecond();
    driver = done.times().map(RoundTiming::driver).orElse(null);
    events.round(done);
  }

  @Override
  public void validated(Measured measured) {
    if (measured.loss().isPresent()) {
      validationLoss = measured.loss().getAsDouble();
      if (measured.best()) {
        bestValidationLoss = validationLoss;
      }
    }
    events.validated(measured);
  }

  @Override
  public void improved(Network network, Measured measured) {
    events.improved(network, measured);
  }

  @Override
  public void close() {
    metrics.removeSource(this);
  }
}
