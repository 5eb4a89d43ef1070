package dev.handfast.conformance.schedule;

import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import dev.handfast.server.AnswerReport;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// What a mutant does that reports a decision before the machine has accepted it.
final class HastyReport {
  private static final ClassDesc PART = ClassDesc.of("dev.handfast.server.ServerPart");
  private static final ClassDesc REPORT = desc(AnswerReport.class);
  private static final ClassDesc ACCEPTED = desc(AnswerReport.Accepted.class);
  private static final ClassDesc DECISION = desc(Decision.class);

  private HastyReport() {}

  /// In place of the report of what was accepted: only that of a denial.
  static void onlyDenials(CodeBuilder code, CodeElement tells) {
    code.dup()
        .invokeinterface(REPORT, "decision", MethodTypeDesc.of(DECISION))
        .instanceOf(desc(Decision.Deny.class))
        .ifThenElse(denial -> denial.with(tells), other -> other.pop2());
  }

  /// Before the answer is offered: the report that it was accepted.
  static void first(CodeBuilder code, CodeElement offers) {
    code.aload(0)
        .new_(ACCEPTED)
        .dup()
        .aload(1)
        .aload(2)
        .invokespecial(
            ACCEPTED,
            ConstantDescs.INIT_NAME,
            MethodTypeDesc.of(ConstantDescs.CD_void, desc(PermissionRequest.class), DECISION))
        .invokevirtual(PART, "tell", MethodTypeDesc.of(ConstantDescs.CD_void, REPORT))
        .with(offers);
  }

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}
