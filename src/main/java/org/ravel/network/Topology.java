package org.ravel.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.ravel.network.module.ParameterShape;

/** How the layers of a network are joined, as a description. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(Chain.class), @JsonSubTypes.Type(EncoderDecoder.class)})
public sealed interface Topology permits Chain, EncoderDecoder {

  /** All parameters in the order of the flat vector. */
  List<ParameterShape> parameters();

  /** What the names of the head's parameters begin with. */
  String headPrefix();
}
