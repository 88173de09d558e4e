package org.ravel.pipeline;

import java.io.PrintWriter;
import org.ravel.config.RavelConfig;
import org.ravel.storage.Storage;

/**
 * What a command works with.
 *
 * @param config the validated configuration
 * @param configText the same as text, to be stored with what the command makes
 * @param storage file systems
 * @param overwrite whether outputs that exist are replaced
 * @param out for results
 * @param console for progress
 */
public record JobContext(
    RavelConfig config,
    String configText,
    Storage storage,
    boolean overwrite,
    PrintWriter out,
    LiveConsole console) {

  /** Tells the user what is going on. */
  public void tell(String line) {
    console.tell(line);
  }
}
