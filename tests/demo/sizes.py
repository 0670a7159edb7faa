from teachnet.demo.sizes import Size

TINY = Size(schools=60, teachers=150, repeats=1, resources=100, clips=2, own_files=8)
