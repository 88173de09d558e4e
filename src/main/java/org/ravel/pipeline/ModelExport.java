package org.ravel.pipeline;

import java.io.OutputStream;
import org.apache.hadoop.fs.Path;
import org.ravel.dl4j.Dl4jExport;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;

/**
 * A model for Deeplearning4j: a folder with {@code network.zip}, which its {@code ModelSerializer}
 * reads, and {@code vocabulary.jsonl}, which says what the ids are.
 */
public final class ModelExport {
  /** Deeplearning4j's file. */
  public static final String NETWORK = "network.zip";

  private ModelExport() {}

  /**
   * Writes the folder, all at once.
   *
   * @throws org.ravel.error.InputException if Deeplearning4j knows no such layers, or the model is
   *     damaged
   */
  public static void toDl4j(JobContext context, Path model, Path folder) {
    Storage storage = context.storage();
    Staging.requireAbsent(storage, folder, context.overwrite());
    TrainedModel trained = new ModelStore(storage).load(model);
    try (Staging staging = Staging.open(storage, folder, context.overwrite())) {
      Path network = new Path(staging.folder(), NETWORK);
      storage.writing(
          network,
          files -> {
            try (OutputStream out = files.create(network)) {
              Dl4jExport.write(trained.network(), out);
            }
            return null;
          });
      trained.vocabulary().write(storage, new Path(staging.folder(), "vocabulary.jsonl"));
      staging.publish();
    }
  }
}
