package org.ravel.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Measures this project's networks, its layers in Deeplearning4j, Deeplearning4j's and PyTorch's in
 * turns, each in a process of its
 * own on one thread, and quotes medians. Settings are system properties: {@code cells}, {@code
 * hidden}, {@code layers}, {@code tasks} (lists with commas), {@code turns}, {@code
 * pytorch.classpath} (without it, no PyTorch).
 */
public final class LayerBenchmark {
  private static final Path RESULT = Path.of("target", "benchmark", "layers.json");

  /** Those with this project's kernels. */
  private static final Set<String> OURS = Set.of("ravel", "layers");

  private final Map<String, List<String>> commands = new LinkedHashMap<>();
  private final List<LayerMeasurement> measurements = new ArrayList<>();
  private final int turns = Integer.getInteger("turns", 3);

  private LayerBenchmark() {
    String own = System.getProperty("java.class.path");
    commands.put("ravel", JavaProcess.command(own, NetworkSpeed.class.getName(), "ravel"));
    commands.put("layers", JavaProcess.command(own, NetworkSpeed.class.getName(), "layers"));
    commands.put("dl4j", JavaProcess.command(own, NetworkSpeed.class.getName(), "dl4j"));
    String pytorch = System.getProperty("pytorch.classpath", "");
    if (!pytorch.isEmpty()) {
      commands.put(
          "pytorch", JavaProcess.command(pytorch, "org.ravel.benchmark.pytorch.PyTorchSpeed"));
    }
  }

  /** Measures all that the settings name. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    new LayerBenchmark().run();
  }

  private void run() throws IOException, InterruptedException {
    for (String task : Options.list("tasks", "characters,words")) {
      for (String cell : Options.list("cells", "lstm,gru,elman")) {
        for (String hidden : Options.list("hidden", "128,256,512,1024")) {
          for (String layers : Options.list("layers", "1,2")) {
            measure(
                new Workload(
                    cell,
                    Integer.parseInt(hidden),
                    Integer.parseInt(layers),
                    BatchSizes.valueOf(task.toUpperCase(Locale.ROOT))));
          }
        }
      }
    }
  }

  private void measure(Workload workload) throws IOException, InterruptedException {
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    for (int turn = 0; turn < turns; turn++) {
      collect(
          rates,
          "",
          JavaProcess.command(
              System.getProperty("java.class.path"), "org.ravel.kernel.SgemmSpeed"));
      for (Map.Entry<String, List<String>> entry : commands.entrySet()) {
        // Deeplearning4j has no working GRU.
        if (!entry.getKey().equals("dl4j") || !workload.cell().equals("gru")) {
          List<String> command = new ArrayList<>(entry.getValue());
          command.addAll(workload.arguments());
          collect(rates, entry.getKey() + " ", command);
        }
      }
    }
    double sgemm = Medians.of(rates.get("sgemm"));
    for (String phase : List.of("train", "forward")) {
      for (String implementation : commands.keySet()) {
        List<Double> values = rates.get(implementation + " " + phase);
        if (values != null) {
          double rate = Medians.of(values);
          double forward = workload.operationsPerToken(OURS.contains(implementation));
          double work = forward * (phase.equals("train") ? 3 : 1);
          measurements.add(
              new LayerMeasurement(
                  workload.cell(),
                  workload.hidden(),
                  workload.layers(),
                  workload.task().toString(),
                  phase,
                  implementation,
                  rate,
                  rate * work / sgemm));
        }
      }
      print(workload, phase, rates);
    }
    write();
  }

  /** Runs a process and takes its lines of a name and a number. */
  private static void collect(Map<String, List<Double>> rates, String prefix, List<String> command)
      throws IOException, InterruptedException {
    JavaProcess.run(
        command,
        Redirect.DISCARD,
        line -> {
          if (line.matches("(train|forward|sgemm) [0-9.E]+")) {
            int space = line.indexOf(' ');
            rates
                .computeIfAbsent(prefix + line.substring(0, space), key -> new ArrayList<>())
                .add(Double.valueOf(line.substring(space + 1)));
          }
        });
  }

  private void print(Workload workload, String phase, Map<String, List<Double>> rates) {
    double ours = Medians.of(rates.get("ravel " + phase));
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-10s %-5s hidden %4d layers %d %-7s ravel %8.0f",
                workload.task(),
                workload.cell(),
                workload.hidden(),
                workload.layers(),
                phase,
                ours));
    for (String other : List.of("layers", "dl4j", "pytorch")) {
      List<Double> values = rates.get(other + " " + phase);
      if (values != null) {
        double rate = Medians.of(values);
        line.append(String.format(Locale.ROOT, "  %s %8.0f (%.2f x)", other, rate, ours / rate));
      }
    }
    System.out.println(line);
  }

  private void write() throws IOException {
    Files.createDirectories(RESULT.getParent());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(RESULT.toFile(), measurements);
  }
}
