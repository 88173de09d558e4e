package org.ravel.job;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.ProvenanceReader;
import org.ravel.registry.Decision;
import org.ravel.registry.ModelReference;
import org.ravel.registry.Registry;
import org.ravel.registry.Version;
import org.ravel.registry.Version.StoredFile;
import org.ravel.report.ProvenanceTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ravel models show}: all that is known of a version. */
@Command(
    name = "show",
    description =
        "Show where a version comes from and what was decided about it; verify its files.")
final class ModelsShowCommand extends RegistryCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      description = "Its number; the champion if none is given.")
  private Integer number;

  @Mixin private JsonOption json;

  @Override
  boolean writes() {
    return false;
  }

  @Override
  void run(JobContext context, Registry registry) {
    OptionalInt wanted = number == null ? OptionalInt.empty() : OptionalInt.of(number);
    Version version =
        registry.resolve(new ModelReference(context.config().registry().name(), wanted));
    registry.verify(version);
    if (json.isGiven()) {
      JsonOption.print(context, VersionJson.of(registry, version, registry.history()));
      return;
    }
    PrintWriter out = context.out();
    row(out, "version", registry.reference(version));
    row(out, "folder", context.storage().shown(registry.folder(version)));
    row(out, "added", "%s by %s".formatted(version.created(), version.user()));
    row(out, "run", version.runId() == null ? "-" : version.runId());
    row(out, "parent", version.parent() == null ? "-" : version.parent());
    ProvenanceTable.training(
            new ProvenanceReader(context.storage()).model(registry.folder(version)))
        .forEach((name, value) -> row(out, name, value));
    new TreeMap<>(version.metrics()).forEach((name, value) -> row(out, name, figure(name, value)));
    for (Map.Entry<String, StoredFile> file : version.files().entrySet()) {
      row(
          out,
          file.getKey(),
          "%,d bytes, SHA-256 %s".formatted(file.getValue().bytes(), file.getValue().sha256()));
    }
    VersionJson.about(version, registry.history())
        .forEach(decision -> row(out, "decision " + decision.number(), shown(decision)));
    out.flush();
  }

  /** Of a metric such as {@code pinnedPerplexity}; what has another name has no unit. */
  private static String figure(String name, double value) {
    return name.toLowerCase(Locale.ROOT).endsWith("accuracy")
        ? "%.2f %%".formatted(100 * value)
        : "%.4f".formatted(value);
  }

  private static String shown(Decision decision) {
    String action =
        switch (decision.action()) {
          case PROMOTE -> "promoted";
          case ROLLBACK -> "rolled back to";
          case PRUNE -> "pruned";
        };
    String run = decision.note().runId() == null ? "" : ", run " + decision.note().runId();
    String reason = decision.note().reason() == null ? "" : ": " + decision.note().reason();
    return "%s %s by %s%s%s".formatted(action, decision.created(), decision.user(), run, reason);
  }

  private static void row(PrintWriter out, String name, Object value) {
    out.printf("  %-24s %s%n", name, value);
  }
}
