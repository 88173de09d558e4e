package org.ravel.pipeline;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.apache.hadoop.service.launcher.IrqHandler;

/**
 * Hears SIGTERM, with which schedulers and users stop a command, instead of the Java machine, which
 * would end at once. It does so at a second signal.
 */
public final class StopSignal implements BooleanSupplier {
  /** 128 and the signal's number, as shells say it. */
  private static final int TERMINATED = 143;

  private final AtomicBoolean heard = new AtomicBoolean();

  private StopSignal() {}

  /**
   * Listens from now on, for as long as the process lives.
   *
   * @param promise what is told when the signal comes
   * @param atOnce ends the process with a status
   */
  public static StopSignal listen(JobContext context, String promise, IntConsumer atOnce) {
    StopSignal signal = new StopSignal();
    new IrqHandler(
            "TERM",
            interrupt -> {
              if (signal.heard.getAndSet(true)) {
                context.tell("stopping at once; the last checkpoint stays");
                atOnce.accept(TERMINATED);
              }
              context.tell(promise);
            })
        .bind();
    return signal;
  }

  @Override
  public boolean getAsBoolean() {
    return heard.get();
  }
}
