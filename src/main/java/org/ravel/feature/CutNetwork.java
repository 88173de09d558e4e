package org.ravel.feature;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.wording.Phrases;

/**
 * A network of ONNX of which one tensor is the only output, and in which nothing is left that this
 * one does not need.
 *
 * @param model its file
 * @param input the tensor that takes an image
 * @param output the tensor that is read
 */
record CutNetwork(byte[] model, String input, String output) implements Serializable {
  private static final int SHOWN = 8;

  /**
   * Cuts a network.
   *
   * @param file its bytes
   * @param name of the file, for messages
   * @param input null for the only one
   * @param output an output of the network or a tensor within; null for the only output
   * @throws InputException if the file holds no network
   * @throws ConfigurationException if it has no such tensor, or several where none was named
   */
  static CutNetwork of(byte[] file, String name, String input, String output) {
    ModelProto model = parsed(file, name);
    GraphProto graph = model.getGraph();
    String last = output == null ? only(outputs(graph), name, "output") : output;
    GraphProto cut = cut(graph, required(graph, last, name), last);
    List<String> inputs = inputs(cut);
    if (inputs.isEmpty()) {
      throw new ConfigurationException(
          "features.network.output is \"%s\", which does not depend on any input of %s; name another tensor"
              .formatted(last, name));
    }
    String first = input == null ? only(inputs, name, "input") : input;
    if (!inputs.equals(List.of(first))) {
      throw new ConfigurationException(
          "features.network.input is \"%s\", but what %s needs for its output %s is %s and nothing else; name it, or another output"
              .formatted(first, name, last, String.join(", ", inputs)));
    }
    return new CutNetwork(model.toBuilder().setGraph(cut).build().toByteArray(), first, last);
  }

  private static ModelProto parsed(byte[] file, String name) {
    ModelProto model;
    try {
      model = ModelProto.parseFrom(file);
    } catch (InvalidProtocolBufferException e) {
      throw noNetwork(name, e);
    }
    if (model.getGraph().getNodeCount() == 0) {
      throw noNetwork(name, null);
    }
    return model;
  }

  private static InputException noNetwork(String name, Exception cause) {
    return new InputException(
        "features.network.file is %s, which holds no network of ONNX; export the network to ONNX (torch.onnx.export, tf2onnx), or name another file"
            .formatted(name),
        cause);
  }

  private static String only(List<String> tensors, String file, String what) {
    if (tensors.size() != 1) {
      throw new ConfigurationException(
          "features.network.%s is not set, but %s has %s (%s); name one with --set features.network.%1$s=…"
              .formatted(
                  what,
                  file,
                  Phrases.count(tensors.size(), what),
                  String.join(", ", some(tensors))));
    }
    return tensors.get(0);
  }

  /** The nodes that a tensor needs, in their order. */
  private static List<NodeProto> required(GraphProto graph, String output, String name) {
    Set<String> wanted = new HashSet<>(Set.of(output));
    List<NodeProto> required = new ArrayList<>();
    // Each node stands behind those that it reads.
    for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
      NodeProto node = graph.getNode(i);
      if (!Collections.disjoint(wanted, node.getOutputList())) {
        required.add(node);
        addRead(node, wanted);
      }
    }
    if (required.isEmpty()) {
      throw new ConfigurationException(
          "features.network.output is \"%s\", but %s has no such tensor; its last ones are %s"
              .formatted(output, name, String.join(", ", lastTensors(graph))));
    }
    Collections.reverse(required);
    return required;
  }

  /** What a node reads, and the branches and bodies within it, which may read all around them. */
  private static void addRead(NodeProto node, Set<String> read) {
    // An input that is left out has an empty name, and so has an output that nobody reads.
    node.getInputList().stream().filter(name -> !name.isEmpty()).forEach(read::add);
    for (AttributeProto attribute : node.getAttributeList()) {
      List<GraphProto> graphs = new ArrayList<>(attribute.getGraphsList());
      graphs.add(attribute.getG());
      for (GraphProto graph : graphs) {
        graph.getNodeList().forEach(inner -> addRead(inner, read));
        read.addAll(outputs(graph));
      }
    }
  }

  private static GraphProto cut(GraphProto graph, List<NodeProto> nodes, String output) {
    Set<String> read = new HashSet<>();
    nodes.forEach(node -> addRead(node, read));
    GraphProto.Builder cut = graph.toBuilder();
    cut.clearNode().addAllNode(nodes);
    cut.clearInitializer();
    graph.getInitializerList().stream()
        .filter(tensor -> read.contains(tensor.getName()))
        .forEach(cut::addInitializer);
    cut.clearInput();
    graph.getInputList().stream()
        .filter(tensor -> read.contains(tensor.getName()))
        .forEach(cut::addInput);
    // Without a type: the runtime derives it.
    cut.clearOutput().addOutput(ValueInfoProto.newBuilder().setName(output));
    cut.clearValueInfo();
    graph.getValueInfoList().stream()
        .filter(tensor -> read.contains(tensor.getName()))
        .forEach(cut::addValueInfo);
    return cut.build();
  }

  /** Old files list the weights among the inputs. */
  private static List<String> inputs(GraphProto graph) {
    Set<String> weights = new HashSet<>();
    graph.getInitializerList().stream().map(TensorProto::getName).forEach(weights::add);
    return graph.getInputList().stream()
        .map(ValueInfoProto::getName)
        .filter(name -> !weights.contains(name))
        .toList();
  }

  private static List<String> outputs(GraphProto graph) {
    return graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
  }

  private static List<String> lastTensors(GraphProto graph) {
    Set<String> last = new LinkedHashSet<>();
    for (int i = graph.getNodeCount() - 1; i >= 0 && last.size() < SHOWN; i--) {
      last.addAll(graph.getNode(i).getOutputList());
    }
    return List.copyOf(last);
  }

  private static List<String> some(List<String> names) {
    return names.subList(0, Math.min(SHOWN, names.size()));
  }
}
