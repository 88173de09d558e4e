package org.ravel.job;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.ravel.error.ConfigurationException;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.ModelExport;
import org.ravel.pipeline.ModelSource;
import org.ravel.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ravel models export}: a model in the files of another library. */
@Command(
    name = "export",
    description =
        "Write a language model as a file of Deeplearning4j's or of n-grams, with its vocabulary.")
final class ModelsExportCommand extends RegistryCommand {
  private static final String DL4J = "dl4j";
  private static final String ARPA_GZ = "arpa-gz";
  private static final List<String> FORMATS = List.of(DL4J, "arpa", ARPA_GZ);

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "Its folder or registry://NAME/VERSION; model.path if none is given.")
  private String model;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description =
          "dl4j, which is Deeplearning4j, for a network; arpa or arpa-gz, compressed, for n-grams.")
  private String format;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FOLDER",
      description = "Where network.zip, ngrams.arpa or ngrams.arpa.gz goes, and vocabulary.jsonl.")
  private String to;

  @Override
  boolean writes() {
    return false;
  }

  @Override
  Map<String, String> ownSettings() {
    Map<String, String> own = super.ownSettings();
    if (model != null) {
      own.put("model.path", model);
    }
    return own;
  }

  @Override
  void run(JobContext context, Registry registry) {
    if (!FORMATS.contains(format)) {
      throw new ConfigurationException(
          "--format is %s but must be one of %s".formatted(format, String.join(", ", FORMATS)));
    }
    Path folder = context.storage().qualified(to);
    Path source = ModelSource.of(context).folder();
    if (format.equals(DL4J)) {
      ModelExport.toDl4j(context, source, folder);
    } else {
      ModelExport.toArpa(context, source, folder, format.equals(ARPA_GZ));
    }
    context.out().println(context.storage().shown(folder));
    context.out().flush();
  }
}
