package org.ravel.kernel;

import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.rnn_direction;
import org.bytedeco.dnnl.gru_backward;
import org.bytedeco.dnnl.gru_forward;
import org.bytedeco.dnnl.lbr_gru_backward;
import org.bytedeco.dnnl.lbr_gru_forward;
import org.bytedeco.dnnl.lstm_backward;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.rnn_primitive_desc_base;
import org.bytedeco.dnnl.vanilla_rnn_backward;
import org.bytedeco.dnnl.vanilla_rnn_forward;

/**
 * Descriptions of oneDNN's primitives for a geometry; oneDNN chooses how it wants the weights
 * packed.
 *
 * @param backward null if there is no training
 */
record Primitives(
    Layouts layouts, rnn_primitive_desc_base forward, rnn_primitive_desc_base backward) {
  private static final rnn_direction ONWARD = rnn_direction.unidirectional_left2right;
  private static final prop_kind BACKWARD = prop_kind.backward;

  /** Layouts of activations, states, weights and bias. */
  record Layouts(
      desc input, desc output, desc state, desc inputWeights, desc recurrentWeights, desc bias) {
    static Layouts of(Geometry g) {
      int gates = g.cell().gates();
      return new Layouts(
          floats(format_tag.tnc, g.time(), g.minibatch(), g.inputs()),
          floats(format_tag.tnc, g.time(), g.minibatch(), g.hidden()),
          floats(format_tag.ldnc, 1, 1, g.minibatch(), g.hidden()),
          floats(format_tag.any, 1, 1, g.inputs(), gates, g.hidden()),
          floats(format_tag.any, 1, 1, g.hidden(), gates, g.hidden()),
          floats(format_tag.ldgo, 1, 1, g.cell().biasRows(), g.hidden()));
    }
  }

  static desc floats(format_tag format, long... shape) {
    return new desc(shape, data_type.f32, format);
  }

  static Primitives of(Geometry geometry, boolean training) {
    Layouts l = Layouts.of(geometry);
    prop_kind kind = training ? prop_kind.forward_training : prop_kind.forward_inference;
    return switch (geometry.cell()) {
      case LSTM -> lstm(l, kind, training);
      case GRU_RESET_BEFORE -> resetBefore(l, kind, training);
      case GRU_RESET_AFTER -> resetAfter(l, kind, training);
      case ELMAN_TANH -> elman(l, kind, training, algorithm.eltwise_tanh);
      case ELMAN_RELU -> elman(l, kind, training, algorithm.eltwise_relu);
    };
  }

  private static Primitives lstm(Layouts l, prop_kind kind, boolean training) {
    desc wx = l.inputWeights();
    desc wh = l.recurrentWeights();
    desc h = l.state();
    var forward =
        new lstm_forward.primitive_desc(
            new lstm_forward.desc(
                kind, ONWARD, l.input(), h, h, wx, wh, l.bias(), l.output(), h, h),
            OneDnn.engine());
    var backward =
        training
            ? new lstm_backward.primitive_desc(
                new lstm_backward.desc(
                    BACKWARD,
                    ONWARD,
                    l.input(),
                    h,
                    h,
                    wx,
                    wh,
                    l.bias(),
                    l.output(),
                    h,
                    h,
                    l.input(),
                    h,
                    h,
                    wx,
                    wh,
                    l.bias(),
                    l.output(),
                    h,
                    h),
                OneDnn.engine(),
                forward)
            : null;
    return new Primitives(l, forward, backward);
  }

  private static Primitives resetBefore(Layouts l, prop_kind kind, boolean training) {
    desc wx = l.inputWeights();
    desc wh = l.recurrentWeights();
    desc h = l.state();
    var forward =
        new gru_forward.primitive_desc(
            new gru_forward.desc(kind, ONWARD, l.input(), h, wx, wh, l.bias(), l.output(), h),
            OneDnn.engine());
    var backward =
        training
            ? new gru_backward.primitive_desc(
                new gru_backward.desc(
                    BACKWARD,
                    ONWARD,
                    l.input(),
                    h,
                    wx,
                    wh,
                    l.bias(),
                    l.output(),
                    h,
                    l.input(),
                    h,
                    wx,
                    wh,
                    l.bias(),
                    l.output(),
                    h),
                OneDnn.engine(),
                forward)
            : null;
    return new Primitives(l, forward, backward);
  }

  private static Primitives resetAfter(Layouts l, prop_kind kind, boolean training) {
    desc wx = l.inputWeights();
    desc wh = l.recurrentWeights();
    desc h = l.state();
    var forward =
        new lbr_gru_forward.primitive_desc(
            new lbr_gru_forward.desc(kind, ONWARD, l.input(), h, wx, wh, l.bias(), l.output(), h),
            OneDnn.engine());
    var backward =
        training
            ? new lbr_gru_backward.primitive_desc(
                new lbr_gru_backward.desc(
                    BACKWARD,
                    ONWARD,
                    l.input(),
                    h,
                    wx,
                    wh,
                    l.bias(),
                    l.output(),
                    h,
                    l.input(),
                    h,
                    wx,
                    wh,
                    l.bias(),
                    l.output(),
                    h),
                OneDnn.engine(),
                forward)
            : null;
    return new Primitives(l, forward, backward);
  }

  private static Primitives elman(Layouts l, prop_kind kind, boolean training, algorithm transfer) {
    desc wx = l.inputWeights();
    desc wh = l.recurrentWeights();
    desc h = l.state();
    var forward =
        new vanilla_rnn_forward.primitive_desc(
            new vanilla_rnn_forward.desc(
                kind, transfer, ONWARD, l.input(), h, wx, wh, l.bias(), l.output(), h),
            OneDnn.engine());
    var backward =
        training
            ? new vanilla_rnn_backward.primitive_desc(
                new vanilla_rnn_backward.desc(
                    BACKWARD,
                    transfer,
                    ONWARD,
                    l.input(),
                    h,
                    wx,
                    wh,
                    l.bias(),
                    l.output(),
                    h,
                    l.input(),
                    h,
                    wx,
                    wh,
                    l.bias(),
                    l.output(),
                    h),
                OneDnn.engine(),
                forward)
            : null;
    return new Primitives(l, forward, backward);
  }
}
