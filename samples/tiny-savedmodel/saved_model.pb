ñ
"serve*2.15.0Æ
O
serving_default_imagePlaceholder*
dtype0*
shape:ÿÿÿÿÿÿÿÿÿ@
=
dense/kernelVarHandleOp*
dtype0*
shape
:@

>
dense/kernel/ReadReadVariableOpdense/kernel*
dtype0
7

dense/biasVarHandleOp*
dtype0*
shape:

:
dense/bias/ReadReadVariableOp
dense/bias*
dtype0
D
productMatMulserving_default_imagedense/kernel/Read*
T0
4
logitsBiasAddproductdense/bias/Read*
T0"í*”
serving_default€
7
image.
serving_default_image:0ÿÿÿÿÿÿÿÿÿ@)
logits
logits:0ÿÿÿÿÿÿÿÿÿ
tensorflow/serving/predict