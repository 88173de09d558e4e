package org.ravel.job;

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
    description = "Write a language model as a file of Deeplearning4j's, with its vocabulary.")
final class ModelsExportCommand extends RegistryCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "Its folder or registry://NAME/VERSION; model.path if none is given.")
  private String model;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "Whose files; dl4j, which is Deeplearning4j, is the only one.")
  private String format;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FOLDER",
      description = "Where network.zip and vocabulary.jsonl go.")
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
    if (!format.equals("dl4j")) {
      throw new ConfigurationException("--format is %s but must be dl4j".formatted(format));
    }
    Path folder = context.storage().qualified(to);
    ModelExport.toDl4j(context, ModelSource.of(context).folder(), folder);
    context.out().println(context.storage().shown(folder));
    context.out().flush();
  }
}
