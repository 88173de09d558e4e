package org.ravel.job;

import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.ravel.error.ConfigurationException;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.ModelImport;
import org.ravel.pipeline.ModelSource;
import org.ravel.registry.ModelReference;
import org.ravel.registry.Provenance;
import org.ravel.registry.Registry;
import org.ravel.registry.Registry.Added;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ravel models add}: a trained model becomes a version. */
@Command(
    name = "add",
    description = "Copy a trained model into the registry as its next version, and print which.")
final class ModelsAddCommand extends RegistryCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description =
          "Its folder, or a network.zip of Deeplearning4j's; model.path if none is given.")
  private String model;

  @Option(
      names = "--vocabulary",
      paramLabel = "FILE",
      description =
          "With a file of Deeplearning4j's, what its ids mean; default: vocabulary.jsonl beside it.")
  private String vocabulary;

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      description = "A report of evaluate on this model, whose measures are kept with the version.")
  private String report;

  @Option(
      names = "--parent",
      paramLabel = "VERSION",
      description = "The version that the training started from.")
  private Integer parent;

  @Option(names = "--run-id", paramLabel = "ID", description = "Of the run that made the model.")
  private String runId;

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
    ModelSource source = ModelSource.of(context);
    ModelImport foreign = ModelImport.of(context.storage(), source.folder(), vocabulary);
    if (foreign == null && vocabulary != null) {
      throw new ConfigurationException(
          "--vocabulary is for files of Deeplearning4j's, but %s is none; leave it out"
              .formatted(source.folder()));
    }
    if (foreign != null && report != null) {
      throw new ConfigurationException(
          "--report is for models of Ravel's own, whose network evaluate names in it; add %s without it, and evaluate the version"
              .formatted(foreign.network()));
    }
    Added added =
        foreign == null
            ? registry.add(source.folder(), provenance(context, source.folder()))
            : registry.add(
                folder -> foreign.writeTo(context, folder),
                new Provenance(parent, runId, Map.of(), null));
    ModelReference reference = registry.reference(added.version());
    context.tell(
        added.isNew()
            ? "added as version %d; ravel models promote %d makes it champion"
                .formatted(added.version().number(), added.version().number())
            : "this network is version %d already, added %s; nothing was done"
                .formatted(added.version().number(), added.version().created()));
    context.out().println(reference);
    context.out().flush();
  }

  private Provenance provenance(JobContext context, Path folder) {
    if (report == null) {
      return new Provenance(parent, runId, Map.of(), null);
    }
    ReportFile file = ReportFile.open(context.storage(), context.storage().qualified(report));
    file.requireModel(folder);
    return new Provenance(parent, runId, file.measures(), file.path());
  }
}
