package org.ravel.job;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.service.launcher.IrqHandler;

/**
 * Hears SIGTERM, with which schedulers and users stop a command, instead of the Java machine, which
 * would end at once. It does so at a second signal.
 */
final class StopSignal implements BooleanSupplier {
  /** 128 and the signal's number, as shells say it. */
  private static final int TERMINATED = 143;

  private final AtomicBoolean heard = new AtomicBoolean();

  private StopSignal() {}

  /** Listens from now on, for as long as the process lives. */
  static StopSignal listen(JobContext context) {
    StopSignal signal = new StopSignal();
    new IrqHandler(
            "TERM",
            interrupt -> {
              if (signal.heard.getAndSet(true)) {
                context.tell("stopping at once; the last checkpoint stays");
                Main.end(TERMINATED);
              }
              context.tell("stopping after this round; a checkpoint will be written");
            })
        .bind();
    return signal;
  }

  @Override
  public boolean getAsBoolean() {
    return heard.get();
  }
}
