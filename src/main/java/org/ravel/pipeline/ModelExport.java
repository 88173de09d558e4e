package org.ravel.pipeline;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.Path;
import org.ravel.dl4j.Dl4jExport;
import org.ravel.error.ConfigurationException;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.ngram.ArpaWriter;
import org.ravel.ngram.NGramModel;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;

/**
 * A language model for other programs: a folder with a file that they read, and {@code
 * vocabulary.jsonl}, which says what the ids are.
 */
public final class ModelExport {
  /** Deeplearning4j's file. */
  public static final String NETWORK = "network.zip";

  /** N-grams in the format of ARPA, which SRILM and KenLM read. */
  public static final String ARPA = "ngrams.arpa";

  private ModelExport() {}

  /** Writes a model's file. */
  private interface Content {
    void write(OutputStream out) throws IOException;
  }

  /**
   * Writes the folder with {@code network.zip}, which Deeplearning4j's {@code ModelSerializer}
   * reads, all at once.
   *
   * @throws org.ravel.error.InputException if Deeplearning4j knows no such layers, or the model is
   *     damaged
   */
  public static void toDl4j(JobContext context, Path model, Path folder) {
    write(
        context,
        model,
        folder,
        NETWORK,
        trained -> out -> Dl4jExport.write(trained.network(), out));
  }

  /**
   * Writes the folder with {@code ngrams.arpa}, all at once.
   *
   * @param compressed whether it is {@code ngrams.arpa.gz}
   * @throws ConfigurationException if the model is not of n-grams
   * @throws org.ravel.error.InputException if it is damaged
   */
  public static void toArpa(JobContext context, Path model, Path folder, boolean compressed) {
    write(
        context,
        model,
        folder,
        compressed ? ARPA + ".gz" : ARPA,
        trained -> {
          if (!(trained.predictors() instanceof NGramModel ngrams)) {
            throw new ConfigurationException(
                "--format arpa is for n-grams, but the model is a %s; name a model that was trained with model.kind = ngram"
                    .formatted(trained.description().network()));
          }
          return out -> {
            OutputStream into = compressed ? new GZIPOutputStream(out, 1 << 16) : out;
            ArpaWriter.write(
                ngrams,
                trained.vocabulary().tokens(),
                trained.vocabulary().endOfDocument().orElse(-1),
                into);
            if (into instanceof GZIPOutputStream zipped) {
              zipped.finish();
            }
          };
        });
  }

  private static void write(
      JobContext context,
      Path model,
      Path folder,
      String name,
      Function<TrainedModel, Content> content) {
    Storage storage = context.storage();
    Staging.requireAbsent(storage, folder, context.overwrite());
    TrainedModel trained = new ModelStore(storage).load(model);
    Content written = content.apply(trained);
    try (Staging staging = Staging.open(storage, folder, context.overwrite())) {
      Path file = new Path(staging.folder(), name);
      storage.writing(
          file,
          files -> {
            try (OutputStream out = files.create(file)) {
              written.write(out);
            }
            return null;
          });
      trained.vocabulary().write(storage, new Path(staging.folder(), "vocabulary.jsonl"));
      staging.publish();
    }
  }
}
