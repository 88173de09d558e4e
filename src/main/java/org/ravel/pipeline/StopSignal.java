package org.ravel.pipeline;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.apache.hadoop.service.launcher.IrqHandler;
import org.ravel.error.ExitCode;
import org.ravel.error.StoppedException;

/**
 * Hears Ctrl-C and SIGTERM, with which users and schedulers stop a command, instead of the Java
 * machine, which would end at once. It does so at a second signal.
 */
public final class StopSignal implements BooleanSupplier {
  private final AtomicReference<ExitCode> heard = new AtomicReference<>();
  private final JobContext context;
  private final String promise;
  private final IntConsumer atOnce;

  private StopSignal(JobContext context, String promise, IntConsumer atOnce) {
    this.context = context;
    this.promise = promise;
    this.atOnce = atOnce;
  }

  /**
   * Listens from now on, for as long as the process lives.
   *
   * @param promise what is told when the signal comes
   * @param atOnce ends the process with a status
   */
  public static StopSignal listen(JobContext context, String promise, IntConsumer atOnce) {
    StopSignal signal = new StopSignal(context, promise, atOnce);
    new IrqHandler("INT", interrupt -> signal.hear(ExitCode.INTERRUPTED)).bind();
    new IrqHandler("TERM", interrupt -> signal.hear(ExitCode.TERMINATED)).bind();
    return signal;
  }

  private void hear(ExitCode end) {
    if (heard.compareAndSet(null, end)) {
      context.tell(promise + "; a second signal ends it at once");
    } else {
      context.tell("stopping at once; the last checkpoint stays");
      atOnce.accept(end.number());
    }
  }

  @Override
  public boolean getAsBoolean() {
    return heard.get() != null;
  }

  /** How a command ends whose work has stopped because of the signal: where is told. */
  public ExitCode end(StoppedException stopped) {
    context.tell(stopped.getMessage());
    return heard.get();
  }
}
