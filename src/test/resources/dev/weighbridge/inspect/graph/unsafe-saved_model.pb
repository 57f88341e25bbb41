Ä
'"serve*2.15.02v2.15.0-2-g0b15fdfcb3f~
K
serving_default_xPlaceholder*
dtype0*
shape:ÿÿÿÿÿÿÿÿÿ

rReadFile

w	WriteFile

pPyFunc"í*˜
serving_default„
/
x*
serving_default_x:0ÿÿÿÿÿÿÿÿÿ5
y0
StatefulPartitionedCall:0ÿÿÿÿÿÿÿÿÿtensorflow/serving/predict